import { TESTS } from './paths.mjs';

const APP = '^frontend/src/app';

/**
 * @param {string} part folder of the app, as a regular expression; its group 1 is `$1` in `may`
 * @param {string} may folders of the app that it may import
 * @param {string} comment
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function part(part, may, comment) {
  const [name = ''] = part.split('/');
  return {
    name: `frontend-${name}-imports`,
    comment,
    severity: 'error',
    from: { path: `${APP}/${part}/`, pathNot: TESTS },
    to: { path: `${APP}/`, pathNot: `${APP}/(${may})/` },
  };
}

/**
 * Which part of the page may import which, and who knows the server.
 * @type {import('dependency-cruiser').IForbiddenRuleType[]}
 */
export const frontendRules = [
  part(
    'pages/([^/]+)',
    'widgets|data|ui|pages/$1',
    'A page is made of widgets, data and ui, not of other pages.',
  ),
  part('widgets/([^/]+)', 'ui|widgets/$1', 'A widget gets inputs: it knows neither data nor pages.'),
  part('shell', 'data|ui|widgets|shell', 'The shell frames the pages; the router brings them in.'),
  part('data', 'data', 'Data knows nothing of what shows it.'),
  part('ui', 'ui', 'ui is the lowest layer of the page.'),
  {
    name: 'socket-io-client-in-live-socket',
    comment: 'Only data/live-socket.ts knows socket.io-client.',
    severity: 'error',
    from: { path: '^frontend/', pathNot: [TESTS, `${APP}/data/live-socket\\.ts$`] },
    to: { path: '(^|/)node_modules/socket\\.io-client/' },
  },
  {
    name: 'frontend-decodes-nothing',
    comment: 'Decoding belongs to the backend.',
    severity: 'error',
    from: { path: '^frontend/' },
    to: { path: '^libs/domain/(src|dist)/decode/' },
  },
];
