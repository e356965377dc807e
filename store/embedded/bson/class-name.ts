/** The name the bson library gives its classes; `instanceof` would miss values made by another copy of the library. */
export const className = (value: object): string | undefined =>
  (value as Record<string, string | undefined>)['_bsontype'];
