/** The few requests that the demo makes to its own server. */
import http from 'node:http';
import https from 'node:https';

/**
 * @param {string} url of our own server: a certificate made by its owner is taken as it is
 * @param {{token?: string, body?: object}} [options]
 * @returns {Promise<{status: number, body: unknown}>}
 */
export function request(url, { token, body } = {}) {
  const client = url.startsWith('https:') ? https : http;
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const method = body === undefined ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    const options = { method, headers, rejectUnauthorized: false, timeout: 5000, agent: false };
    const outgoing = client.request(url, options, (incoming) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({ status: incoming.statusCode, body: parsed(Buffer.concat(chunks).toString()) });
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
