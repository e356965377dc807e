/** Updates given as a pipeline of `$set`, `$unset`, `$replaceWith` and their synonyms. */
import { CommandError } from '../command-error.ts';
import { isDocument, type Document } from '../bson/document.ts';
import { compileProjection } from '../query/projection.ts';
import { type Variables } from './expression.ts';
import { addFields, replaceRoot, unset, type DocumentStage } from './document-stages.ts';

const stageOf = (stage: unknown): DocumentStage => {
  const [[name, specification] = ['', undefined], ...others] = isDocument(stage) ? Object.entries(stage) : [];
  if (others.length > 0)
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  switch (name) {
    case '$set':
    case '$addFields':
      return addFields(specification);
    case '$unset':
      return unset(specification);
    case '$project': {
      const projection = compileProjection(specification);
      return (document, variables) => projection.apply(document, {}, variables);
    }
    case '$replaceWith':
      return replaceRoot(specification);
    case '$replaceRoot':
      return replaceRoot(isDocument(specification) ? specification['newRoot'] : undefined);
    default:
      throw new CommandError(72, `${name} is not allowed to be used within an update`);
  }
};

export const compileUpdatePipeline = (
  pipeline: readonly unknown[],
  variables: Variables,
): ((document: Document) => Document) => {
  const stages = pipeline.map(stageOf);
  return (document) => stages.reduce((current, stage) => stage(current, variables), document);
};
