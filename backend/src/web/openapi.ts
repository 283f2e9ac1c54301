import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Describes the API by the schemas that it validates with: `/api/openapi.json`, and a page at `/api/docs`. */
export function registerOpenApi(app: NestFastifyApplication, version: string): void {
  const config = new DocumentBuilder()
    .setTitle('Sensorium')
    .setDescription('Live telemetry of devices: their readings, presence, history and alerts.')
    .setVersion(version)
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    swaggerOptions: { validatorUrl: null },
    customSiteTitle: 'Sensorium API',
  });
}
