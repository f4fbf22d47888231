import '../common-schema.js';
import { z } from 'zod';
import { notFound } from '../../shared/errors.js';
import { defineRoute } from '../define-route.js';
import type { AnyRoute } from '../define-route.js';
import { problemEntry } from '../problem-catalogue.js';
import type { ProblemEntry } from '../problem-entry.js';
import { escapeHtml, lineOfMarkdown } from './html-text.js';

const STYLE_ONLY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `/problems/{code}`: the page that the `type` of every problem leads to (RFC 9457). */
export function createProblemRoute(): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/problems/{code}',
    base: 'root',
    operationId: 'getProblem',
    summary: 'What an error code means',
    description: 'A short page for people: when the error is answered, and what to do about it.',
    tag: 'Documentation',
    access: { object: 'public' },
    params: z.strictObject({
      code: z
        .string()
        .regex(/^[a-z][a-z0-9_]*$/)
        .max(64)
        .describe('The `code` of a problem.')
        .openapi({ example: 'stale_version' }),
    }),
    cacheControl: 'public, max-age=3600',
    responses: {
      200: {
        description: 'The page.',
        contentType: 'text/html; charset=utf-8',
        schema: z.string().max(20_000),
        example: '<!doctype html><title>Stale version</title>',
      },
    },
    errors: [{ status: 404, codes: ['problem_not_found'] }],
    handle: ({ params: { code } }) => {
      const entry = problemEntry(code);
      if (entry === undefined) throw notFound('problem');
      const headers = { 'Content-Security-Policy': STYLE_ONLY };
      return Promise.resolve({ status: 200, body: problemPage(code, entry), headers });
    },
  });
}

function problemPage(code: string, { title, meaning, remedy }: ProblemEntry): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="data:,">
    <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }</style>
  </head>
  <body>
    <main>
      <h1>${escapeHtml(title)}</h1>
      <p><code>${escapeHtml(code)}</code></p>
      <h2>What it means</h2>
      <p>${lineOfMarkdown(meaning)}</p>
      <h2>What to do</h2>
      <p>${lineOfMarkdown(remedy)}</p>
    </main>
  </body>
</html>
`;
}
