import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import { operations } from '../../api/app.ts';
import type { RecordedExample } from '../../api/openapi/example.ts';
import { shapeOf } from '../../api/openapi/shape.ts';
import { tellStory } from '../../api/openapi/story.ts';
import { startServiceUnderTest, type ServiceUnderTest } from './service-under-test.ts';

const recorded = JSON.parse(
  readFileSync(new URL('../../../api/openapi/recorded.json', import.meta.url), 'utf8'),
) as readonly RecordedExample[];

const nameOf = ({ method, path }: { method: string; path: string }): string => `${method.toUpperCase()} ${path}`;

/** The top members of an answer, which a client relies on. */
const membersOf = (answer: unknown): string[] => Object.keys(answer ?? {}).toSorted();

/** Operations the story does not call: an answer that never ends, and the document itself. A new operation belongs into the story. */
const untold: ReadonlySet<string> = new Set(['GET /events', 'GET /openapi.json']);

describe('The OpenAPI document', function () {
  let service: ServiceUnderTest;
  let document: Record<string, unknown>;

  before(async () => {
    service = await startServiceUnderTest();
    document = (await service.anonymous.get('/openapi.json')).body;
  });
  after(() => service.stop());

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(document);
    expect(errors ?? []).to.deep.equal([]);
    expect(valid).to.equal(true);
    expect(document['openapi']).to.equal('3.1.0');
  });

  it('names every operation once', () => {
    const paths = document['paths'] as Record<string, Record<string, { operationId: string }>>;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.toSorted()).to.deep.equal(operations.map(nameOf).toSorted());
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('refuses unknown members in bodies, as the service does', () => {
    const paths = document['paths'] as Record<string, Record<string, { requestBody?: { content: object } }>>;
    const { content } = paths['/cases']!['post']!.requestBody!;
    const { schema } = Object.values(content)[0] as { schema: Record<string, unknown> };
    expect(schema['additionalProperties']).to.equal(false);
    expect(schema['required']).to.include.members(['centre', 'channel', 'subject', 'category']);
  });

  it('has an example of every operation but those named with their reason', () => {
    const told = new Set(recorded.map(({ operation }) => operation));
    expect(operations.map(nameOf).filter((name) => !told.has(name))).to.have.members([...untold]);
  });

  it('has examples that are carried out as written and answer as they say', async () => {
    const told = await tellStory(service.url);
    expect(
      told.map(({ operation, status, answer }) => ({ operation, status, members: membersOf(answer) })),
      'record anew with `npm run record-examples`',
    ).to.deep.equal(
      recorded.map(({ operation, status, answer }) => ({ operation, status, members: membersOf(answer) })),
    );
  });
});

describe('The shape of an example', () => {
  it('names types and moments, and nothing as required', () => {
    expect(
      shapeOf({ at: '2026-03-02T08:00:00.000Z', n: 1, list: [{ ok: true }], none: null, empty: [] }),
    ).to.deep.equal({
      type: 'object',
      properties: {
        at: { type: 'string', format: 'date-time' },
        n: { type: 'number' },
        list: { type: 'array', items: { type: 'object', properties: { ok: { type: 'boolean' } } } },
        none: {},
        empty: { type: 'array', items: {} },
      },
    });
  });
});
