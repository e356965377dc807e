import { expect } from 'chai';
import { get, type IncomingMessage } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startServiceUnderTest, signIn, type Client, type ServiceUnderTest } from './service-under-test.ts';

describe('Answers on their way', () => {
  let service: ServiceUnderTest;
  let manager: Client;
  let token: string;

  before(async () => {
    service = await startServiceUnderTest();
    manager = await signIn(service.url, 'manager.lanzhou');
    const session = await service.anonymous.post('/session', { userId: 'manager.lanzhou', password: 'demo' });
    token = String(session.body['token']);
  });
  after(() => service.stop());

  /** Without a client that unpacks by itself. */
  const ask = (path: string, encodings: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${token}`, 'Accept-Encoding': encodings };
      get(`${service.url}${path}`, { headers }, resolve).on('error', reject);
    });

  it('are compressed as the reader likes it, and mean the same', async () => {
    const plain = await text(await ask('/api/v1/calendars/cn', 'identity'));
    const [brotli, gzip] = await Promise.all([
      ask('/api/v1/calendars/cn', 'gzip, br'),
      ask('/api/v1/calendars/cn', 'gzip'),
    ]);
    expect([brotli.headers['content-encoding'], gzip.headers['content-encoding']]).to.deep.equal(['br', 'gzip']);
    expect(brotli.headers.vary).to.equal('Accept-Encoding');
    const packed = await buffer(brotli);
    expect(packed.length).to.be.below(plain.length / 2);
    expect(brotliDecompressSync(packed).toString()).to.equal(plain);
    expect(gunzipSync(await buffer(gzip)).toString()).to.equal(plain);
  });

  it('bear a weak tag when compressed, with which a change is accepted as with the strong one', async () => {
    const strong = await ask('/api/v1/calendars/cn', 'identity');
    const weak = await ask('/api/v1/calendars/cn', 'br');
    expect([strong.headers.etag, weak.headers.etag]).to.deep.equal(['"0"', 'W/"0"']);
    strong.resume();
    weak.resume();
    const { body: calendar } = await manager.get('/calendars/lanzhou');
    const { id: _, ...content } = calendar['calendar'] as Record<string, unknown>;
    const change = { ...content, week: { monday: ['09:00-12:00'] }, reason: 'winter' };
    const done = await manager.send('PUT', '/calendars/lanzhou', {
      body: JSON.stringify(change),
      headers: { 'Content-Type': 'application/json', 'If-Match': 'W/"0"' },
    });
    expect(done.status, JSON.stringify(done.body)).to.equal(200);
  });

  it('stay as they are when they are small, and when they never end', async () => {
    const health = await ask('/api/v1/health', 'br, gzip');
    expect(health.headers['content-encoding']).to.equal(undefined);
    health.resume();
    const events = await ask('/api/v1/events', 'br, gzip');
    expect(events.headers['content-type']).to.match(/^text\/event-stream/);
    expect(events.headers['content-encoding']).to.equal(undefined);
    events.destroy();
  });

  it('of pages never repeat the proof that a form is theirs', async () => {
    const cookie = { Cookie: `caseladder=${token}`, Accept: 'text/html' };
    const tokens = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(`${service.url}/worklist`, { headers: cookie });
        expect(response.headers.get('content-encoding')).to.be.oneOf(['br', 'gzip']);
        return /name="form-token" content="([^"]+)"/.exec(await response.text())?.[1];
      }),
    );
    expect(tokens[0]).to.be.a('string');
    expect(tokens[0]).not.to.equal(tokens[1]);
  });
});
