import { isJsonObject, objectAt } from '../openapi/json-value.js';
import type { JsonObject } from '../openapi/json-value.js';
import { FieldRows } from './docs-field-rows.js';
import { escapeHtml, lineOfMarkdown } from './html-text.js';

/** Nothing but text and its own style: the page has no script and asks for nothing. */
export const REALTIME_DOCS_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; color: #1a1a1a; background: #fff; }
a { color: #0b5394; }
h2 { border-top: 1px solid #ccc; margin-top: 3rem; padding-top: 1rem; }
h3 { margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #ddd; padding: .3rem .5rem; text-align: left; vertical-align: top; }
code, pre { font: 14px/1.45 ui-monospace, monospace; background: #f4f4f4; }
pre { overflow-x: auto; padding: .75rem; }
nav ul { columns: 16rem; padding-left: 1.2rem; }`;

/** An AsyncAPI document as one page: every frame with its fields and an example. */
export function realtimeDocsPage(document: JsonObject): string {
  const info = objectAt(document, 'info');
  const channels = Object.values(objectAt(document, 'channels')).filter(isJsonObject);
  const title = escapeHtml(String(info['title']));
  const page = new Page(document);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header><h1>${title}</h1>
<p>The same as a document: <a href="/asyncapi.yaml">asyncapi.yaml</a>. Over HTTP: <a href="/docs">the API</a>.</p></header>
<main>
${markdown(String(info['description']))}
<nav aria-label="Frames"><ul>${page.messages.map(indexEntry).join('')}</ul></nav>
${channels.map((channel) => page.channel(channel)).join('\n')}
</main>
</body>
</html>
`;
}

/** What is looked up while the page is made. */
class Page {
  readonly messages: readonly string[];
  private readonly components: JsonObject;
  private readonly rows: FieldRows;
  private readonly replies = new Map<string, readonly string[]>();

  constructor(document: JsonObject) {
    this.components = objectAt(objectAt(document, 'components'), 'messages');
    this.messages = Object.keys(this.components);
    this.rows = new FieldRows(document);
    for (const operation of Object.values(objectAt(document, 'operations')).filter(isJsonObject)) {
      if (operation['action'] !== 'receive') continue;
      const answers = namesOf(objectAt(operation, 'reply')['messages']);
      for (const name of namesOf(operation['messages'])) this.replies.set(name, answers);
    }
  }

  channel(channel: JsonObject): string {
    const messages = Object.keys(objectAt(channel, 'messages'));
    return `<section><h2><code>${escapeHtml(String(channel['address']))}</code></h2>
${markdown(String(channel['description']))}
${messages.map((name) => this.message(name, String(channel['address']))).join('\n')}</section>`;
  }

  private message(name: string, address: string): string {
    const message = objectAt(this.components, name);
    // A frame that several rooms hear is shown in each; the first is what the index leads to.
    const id = this.shown.has(name) ? '' : ` id="${escapeHtml(name)}"`;
    this.shown.add(name);
    const answers = this.replies.get(name);
    const way =
      answers === undefined ? 'From the server.' : `From the client; ${answered(answers)}`;
    return `<section aria-label="${escapeHtml(`${name} in ${address}`)}"><h3${id}>${escapeHtml(name)}</h3>
<p>${lineOfMarkdown(String(message['summary']))}</p>
<p>${way}</p>
${this.table(objectAt(message, 'payload'))}
${exampleOf(message)}</section>`;
  }

  private readonly shown = new Set<string>();

  private table(schema: JsonObject): string {
    const rows = this.rows
      .of(schema)
      .map(
        ({ path, type, isRequired, description }) =>
          `<tr><td><code>${escapeHtml(path)}</code></td><td>${escapeHtml(type)}</td>` +
          `<td>${isRequired ? 'always' : 'may be absent'}</td><td>${lineOfMarkdown(description)}</td></tr>`,
      );
    return `<table><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Presence</th><th scope="col">What it is</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
  }
}

function exampleOf(message: JsonObject): string {
  const examples: unknown = message['examples'];
  const example: unknown = Array.isArray(examples) ? examples[0] : undefined;
  if (!isJsonObject(example)) return '';
  const text = JSON.stringify(example['payload'], undefined, 2);
  return `<pre tabindex="0"><code>${escapeHtml(text)}</code></pre>`;
}

function answered(answers: readonly string[]): string {
  return `answered by ${answers.map(indexLink).join(' or ')}.`;
}

function indexEntry(name: string): string {
  return `<li>${indexLink(name)}</li>`;
}

function indexLink(name: string): string {
  return `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`;
}

/** The last parts of references to messages. */
function namesOf(references: unknown): string[] {
  const list = Array.isArray(references) ? references.filter(isJsonObject) : [];
  return list.map((reference) => String(reference['$ref']).split('/').at(-1) ?? '');
}

/** Paragraphs, `code` and **strong**: all that the document uses. */
function markdown(text: string): string {
  const paragraphs = text.split('\n\n');
  return paragraphs.map((paragraph) => `<p>${lineOfMarkdown(paragraph)}</p>`).join('\n');
}
