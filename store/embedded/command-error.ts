/** An answer of the form `{ok: 0, code, codeName, errmsg}`: MongoDB's own codes, so that drivers react as they always do. */
const codeNames = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  17: 'ProtocolError',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  52: 'DollarPrefixedFieldName',
  54: 'NotSingleValueField',
  59: 'CommandNotFound',
  53: 'InvalidIdField',
  56: 'EmptyFieldName',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  115: 'CommandNotSupported',
  125: 'CommandFailed',
  100: 'UnsatisfiableWriteConcern',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  241: 'ConversionFailure',
  246: 'SnapshotUnavailable',
  197: 'InvalidIndexSpecificationOption',
  225: 'TransactionTooOld',
  238: 'NotImplemented',
  263: 'OperationNotSupportedInTransaction',
  303: 'UnsupportedOpQueryCommand',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  15969: 'Location15969',
  15975: 'Location15975',
  15983: 'Location15983',
  16020: 'Location16020',
  16410: 'Location16410',
  16554: 'Location16554',
  28667: 'Location28667',
  31002: 'Location31002',
  17276: 'Location17276',
  17280: 'KeyTooLong',
  17287: 'Location17287',
  31249: 'Location31249',
  31254: 'Location31254',
  40081: 'Location40081',
  40228: 'Location40228',
  40272: 'Location40272',
  40323: 'Location40323',
  40324: 'Location40324',
  40352: 'Location40352',
  40353: 'Location40353',
  40414: 'Location40414',
  40415: 'Location40415',
  51024: 'Location51024',
  51091: 'Location51091',
  51108: 'Location51108',
  51198: 'Location51198',
  51246: 'Location51246',
  15947: 'Location15947',
  15952: 'Location15952',
  15955: 'Location15955',
  15958: 'Location15958',
  15959: 'Location15959',
  15976: 'Location15976',
  28810: 'Location28810',
  28818: 'Location28818',
  40066: 'Location40066',
  40156: 'Location40156',
  40169: 'Location40169',
  40194: 'Location40194',
  40198: 'Location40198',
  40201: 'Location40201',
  40229: 'Location40229',
  40234: 'Location40234',
  40235: 'Location40235',
  40238: 'Location40238',
  51272: 'Location51272',
  5107200: 'Location5107200',
  40485: 'Location40485',
  5439006: 'Location5439006',
  5439012: 'Location5439012',
} as const;

export type ErrorCode = keyof typeof codeNames;

export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: ErrorCode;
  /** Further fields of the answer, such as keyPattern and keyValue of a duplicate key. */
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get codeName(): string {
    return codeNames[this.code];
  }
}

/** What a client gets instead of a result; an error that is not a refusal is a bug or a broken disk, and says so. */
export const failureReply = (error: unknown): Record<string, unknown> => {
  if (error instanceof CommandError)
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details };
  const errmsg = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ok: 0, errmsg, code: 1, codeName: codeNames[1] };
};
