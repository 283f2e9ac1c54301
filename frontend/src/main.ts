import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app.config';
import { Shell } from './app/shell/shell';
import { addKoreanFont } from './app/ui/texts/korean-font';

bootstrapApplication(Shell, appConfig)
  .then(() => {
    addKoreanFont(document);
  })
  .catch((error: unknown) => {
    console.error(error);
  });
