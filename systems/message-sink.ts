/** Shows what mails, text messages and webhooks were "sent": an SMTP server and a gateway that deliver nowhere. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { showPage } from './show-page.ts';

type Message = { readonly at: Date; readonly channel: string; readonly to: string; readonly text: string };

const mostKept = 500;

const decodedHeader = (mail: string, name: string): string => {
  const [, value = ''] = new RegExp(`^${name}: ((?:.|\\r?\\n[ \\t])*)`, 'im').exec(mail) ?? [];
  return value.replaceAll(/=\?UTF-8\?B\?([^?]*)\?=\s*/gi, (_, coded: string) =>
    Buffer.from(coded, 'base64').toString(),
  );
};

/** Starts both on this machine; resolves when they listen. */
export const startSink = async (
  ports: { readonly page: number; readonly smtp: number },
  onMessage: (message: Message) => void,
): Promise<{ readonly pagePort: number; readonly smtpPort: number; close(): Promise<void> }> => {
  const messages: Message[] = [];
  const keep = (channel: string, to: string, text: string): void => {
    const message = { at: new Date(), channel, to, text };
    messages.unshift(message);
    messages.length = Math.min(messages.length, mostKept);
    onMessage(message);
  };
  const take = (request: IncomingMessage, response: ServerResponse): boolean => {
    const channel = /^\/(sms|webhook)$/.exec(request.url ?? '')?.[1];
    if (request.method !== 'POST' || channel === undefined) return false;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      try {
        const { to, event, text } = JSON.parse(body) as Record<string, unknown>;
        keep(channel, String(to ?? event), String(text));
        response.writeHead(200, { 'X-Reference': `${channel}-${messages.length}` }).end('taken');
      } catch {
        response.writeHead(400).end('no JSON');
      }
    });
    return true;
  };
  const { server, port: pagePort } = await showPage(
    {
      title: '已发送的消息 Messages sent',
      health: () => ({ status: 'up', messages: messages.length }),
      table: () => ({
        head: ['时间 At', '渠道 Channel', '收件人 To', '内容 Text'],
        rows: messages.map(({ at, channel, to, text }) => [at.toISOString(), channel, to, text]),
      }),
      take,
    },
    ports.page,
  );
  const smtp = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    onData(stream, session, callback) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        keep('mail', to, decodedHeader(mail, 'Subject'));
        callback();
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    smtp.on('error', reject);
    smtp.listen(ports.smtp, '127.0.0.1', resolve);
  });
  const address = smtp.server.address();
  return {
    pagePort,
    smtpPort: typeof address === 'object' && address ? address.port : ports.smtp,
    async close() {
      await new Promise<void>((resolve) => {
        smtp.close(resolve);
      });
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
