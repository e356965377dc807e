import { fileURLToPath } from 'node:url';

/** `views/` with its templates and texts, beside the folder the program runs from. */
export const viewsFolder = fileURLToPath(new URL('../../views/', import.meta.url));

/** What `npm run build` made for browsers. */
export const publicFolder = fileURLToPath(new URL('../public/', import.meta.url));
