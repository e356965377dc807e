/** The little page of a reference system: its health as JSON, and what it did lately. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

export type Page = {
  readonly title: string;
  health(): Record<string, unknown>;
  /** Heading and cells of a table, newest first. */
  table(): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** Takes other requests; false when it is none of its own. */
  take?(request: IncomingMessage, response: ServerResponse): boolean;
};

const cells = (tag: 'th' | 'td', row: readonly string[]): string =>
  `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;

const pageOf = ({ title, table }: Page): string => {
  const { head, rows } = table();
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ddd;padding:.4rem;text-align:left;vertical-align:top}</style>
<h1>${escapeHtml(title)}</h1><table>${cells('th', head)}${rows.map((row) => cells('td', row)).join('')}</table></html>`;
};

/** Listens on this machine only; resolves with the server and the port it got. */
export const showPage = (page: Page, port: number): Promise<{ server: Server; port: number }> => {
  const server = createServer((request, response) => {
    if (page.take?.(request, response)) return;
    if (request.url === '/health')
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(page.health()));
    else response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(pageOf(page));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : port });
    });
  });
};
