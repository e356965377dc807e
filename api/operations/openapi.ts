import { readFileSync } from 'node:fs';
import type { RecordedExample } from '../openapi/example.ts';
import { openApiDocument } from '../openapi/document.ts';
import { operation, type Operation } from '../operation.ts';

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

/** The document of these operations, read and made once, when it is first asked for. */
export const documentOf = (operations: () => readonly Operation[]): (() => Record<string, unknown>) => {
  let document: Record<string, unknown> | undefined;
  return () => {
    const { version } = readJson('../../../package.json') as { version: string };
    document ??= openApiDocument(
      operations(),
      readJson('../../../api/openapi/recorded.json') as readonly RecordedExample[],
      version,
    );
    return document;
  };
};

export const showOpenApi = (operations: () => readonly Operation[]): Operation => {
  const document = documentOf(operations);
  return operation({
    method: 'get',
    path: '/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document',
    access: 'public',
    schemas: {},
    handle: async () => ({ body: document() }),
  });
};
