import {
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
  type ApplicationConfig,
} from '@angular/core';
import {
  provideRouter,
  withInMemoryScrolling,
  withNavigationErrorHandler,
  withPreloading,
} from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { routes } from './app.routes';
import { Live } from './data/live';
import { PushLinks } from './data/push-links';
import { UnopenedPage } from './shell/unopened-page';
import { WhenIdle } from './shell/when-idle';
import { CatalogueLoader } from './ui/texts/catalogue-loader';
import { Texts } from './ui/texts/texts';
import { LANGUAGES } from './ui/texts/keys';

/** Everything that the page needs from its start: routes, words, the live line. */
export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideRouter(
      routes,
      withInMemoryScrolling({ scrollPositionRestoration: 'enabled' }),
      withPreloading(WhenIdle),
      withNavigationErrorHandler((error) => {
        inject(UnopenedPage).take(error);
      }),
    ),
    provideTransloco({
      config: {
        availableLangs: LANGUAGES.map(({ code }) => code),
        defaultLang: 'en',
        prodMode: !isDevMode(),
      },
      loader: CatalogueLoader,
    }),
    provideAppInitializer(() => {
      inject(Live).start();
      inject(PushLinks).start();
      return inject(Texts).start();
    }),
  ],
};
