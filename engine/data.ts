/** Data of a scope: plain JSON. Moments inside it are ISO 8601 strings. */
export type Data = { readonly [name: string]: unknown };
