import { defineConfig } from 'vitepress';

const page = (text: string, link: string) => ({ text, link });

/** Where links to files of the repository lead that are no pages of the site. */
const ELSEWHERE: readonly [RegExp, string][] = [
  [/^(?:\.\.\/)+schema\/operations\/([\w-]+)\.graphql$/, '/reference/operations/$1'],
  [/^(?:\.\.\/)+schema\/operations\/?$/, '/reference/operations/'],
  [/^(?:\.\.\/)+schema\/schema\.graphql$/, '/reference/'],
  [/^(?:\.\.\/)+README\.md/, '/'],
  [/^(?:\.\.\/)+SECURITY\.md/, '/security'],
  // The pages that quote them.
  [/^(?:\.\.\/)+examples\/services.*/, '/services'],
  [/^(?:\.\.\/)+examples\/.*/, '/front-end'],
];

export default defineConfig({
  title: 'defender-graphql',
  description: 'One typed GraphQL graph over the whole Microsoft Defender for Endpoint REST API.',
  cleanUrls: true,
  srcExclude: ['node_modules/**'],
  markdown: {
    config: (markdown) => {
      markdown.core.ruler.push('links', ({ tokens }) => {
        for (const token of tokens.flatMap(({ children }) => children ?? [])) {
          if (token.type !== 'link_open') continue;
          for (const [file, page] of ELSEWHERE)
            token.attrSet('href', (token.attrGet('href') ?? '').replace(file, page));
        }
      });
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      page('Guide', '/using-the-graph'),
      page('Schema', '/reference/'),
      page('Operations', '/reference/operations/'),
    ],
    sidebar: [
      {
        text: 'Query',
        items: [
          page('Using the graph', '/using-the-graph'),
          page('Front ends', '/front-end'),
          page('Services', '/services'),
          page('Hunting', '/hunting'),
          page('Exports', '/export'),
          page('Limits of a document', '/limits-of-a-document'),
        ],
      },
      { text: 'Change', items: [page('Changes', '/changes'), page('Response actions', '/response-actions')] },
      {
        text: 'Operate',
        items: [
          page('Sandbox', '/sandbox'),
          page('Access', '/access'),
          page('Configuration', '/configuration'),
          page('Deployment', '/deployment'),
          page('Quotas', '/limits'),
          page('Security', '/security'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('Queries', '/reference/queries'),
          page('Mutations', '/reference/mutations'),
          page('All types', '/reference/'),
          page('Worked operations', '/reference/operations/'),
          page('Coverage', '/coverage'),
        ],
      },
      {
        text: 'Inside',
        items: [
          page('Architecture', '/architecture'),
          page('The path of a request', '/request-path'),
          page('Decisions', '/decisions/README'),
          page('Glossary', '/glossary'),
        ],
      },
    ],
  },
});
