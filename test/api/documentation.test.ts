import { readFileSync } from 'node:fs';
import { apiPoolLimits, createDatabase } from '../../src/database/create-database.js';
import { problemCodes } from '../../src/http/problem-catalogue.js';
import { ROOT } from '../architecture/support/cruise.js';
import { startOperations } from '../support/operations-app.js';

// The documentation asks nothing of a database: this one does not exist.
const database = createDatabase({ url: 'mariadb://nobody@127.0.0.1:1/none' }, apiPoolLimits);
const { get } = startOperations({ database });

afterAll(() => database.close());

describe('the documentation', () => {
  it('is a page that loads only from here', async () => {
    const response = await get('/docs');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    const sources = [...response.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url);
    expect(sources).toEqual(
      expect.arrayContaining(['/docs/redoc.standalone.js', '/docs/start.js', '/openapi.yaml']),
    );
    expect(sources.filter((url) => !/^(?:\/(?!\/)|data:)/.test(url ?? ''))).toEqual([]);
    expect(response.text).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('is kept from loading anything else by its policy, which still lets Redoc work', async () => {
    const { headers } = await get('/docs');
    const policy = new Map(
      String(headers['content-security-policy'])
        .split('; ')
        .map((directive) => {
          const [name = '', ...values] = directive.split(' ');
          return [name, values.join(' ')] as const;
        }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'worker-src': 'blob:',
      'child-src': 'blob:',
      'style-src': "'unsafe-inline'",
      'img-src': "'self' data:",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  it('brings the script of Redoc, without its address outside', async () => {
    const response = await get('/docs/redoc.standalone.js');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(response.text.length).toBeGreaterThan(500_000);
    expect(response.text).not.toContain('cdn.redoc.ly');
    const start = await get('/docs/start.js');
    expect(start.text).toContain("Redoc.init('/openapi.yaml'");
  });

  it('serves the document', async () => {
    const response = await get('/openapi.yaml');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toContain('application/yaml');
    expect(response.text).toMatch(/^openapi: 3\.1\.1\n/);
    expect(response.text).toContain('operationId: getHealth');
  });
});

describe('the documentation of the socket', () => {
  it('is a page without scripts that loads nothing, with every frame and its fields', async () => {
    const response = await get('/docs/realtime');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
    );
    expect(response.text).not.toMatch(/<script|<img|<iframe|@import|url\(/);
    const links = [...response.text.matchAll(/href="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(links).toEqual(expect.arrayContaining(['/asyncapi.yaml', '/docs', '#SUBSCRIBE']));
    expect(links.filter((url) => !/^(?:\/(?!\/)|#|data:)/.test(url))).toEqual([]);
    const targets = links.flatMap((url) => (url.startsWith('#') ? [url.slice(1)] : []));
    const ids = new Set([...response.text.matchAll(/id="([^"]+)"/g)].map(([, id]) => id));
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
    expect(response.text).toContain('<code>payload.newLocation.floor</code>');
    expect(response.text).toContain('From the client; answered by');
    const activity = response.text.split('id="ACTIVITY"')[1]?.split('</table>')[0] ?? '';
    expect(activity).toContain('<td>CUSTOMER_ENTERED | CUSTOMER_MOVED | CUSTOMER_INTEREST');
    expect(activity).toMatch(/payload.vehicleId<\/code><\/td><td>[^<]+<\/td><td>may be absent/);
    expect(activity).toMatch(/payload.showroomId<\/code><\/td><td>[^<]+<\/td><td>always/);
  });

  it('is served as a document too', async () => {
    const response = await get('/asyncapi.yaml');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toContain('application/yaml');
    expect(response.text).toBe(readFileSync(`${ROOT}asyncapi.yaml`, 'utf8'));
  });
});

describe('GET /problems/{code}', () => {
  it.each(problemCodes())('has a page for %s', async (code) => {
    const response = await get(`/problems/${code}`);
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.text).toMatch(/<h1>.+<\/h1>/);
    expect(response.text).toContain(`<code>${code}</code>`);
  });

  it('knows no other codes', async () => {
    const response = await get('/problems/no_such_code');
    expect(response.status).toBe(404);
    expect(response.body).toMatchObject({
      type: '/problems/problem_not_found',
      title: 'Problem not found',
      code: 'problem_not_found',
    });
  });

  it('puts nothing of the path into a page', async () => {
    const response = await get('/problems/%3Cscript%3E');
    expect(response.status).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });
});
