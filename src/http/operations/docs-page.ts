/** Lets Redoc work, and nothing else: its own script, its worker, its inline styles. */
export const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  'worker-src blob:',
  'child-src blob:',
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page around Redoc. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Showroom sales API</title>
    <link rel="icon" href="data:,">
    <style>body { margin: 0; }</style>
  </head>
  <body>
    <noscript>This page needs JavaScript; the same is in <a href="/openapi.yaml">openapi.yaml</a>.</noscript>
    <main id="docs"></main>
    <script src="/docs/redoc.standalone.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Starts Redoc; a file of its own because the policy allows no inline script. */
export const DOCS_START = `const fontFamily = 'system-ui, sans-serif';
const theme = {
  typography: { fontFamily, headings: { fontFamily }, code: { fontFamily: 'monospace' } },
};
Redoc.init('/openapi.yaml', { theme }, document.getElementById('docs'));
`;
