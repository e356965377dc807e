/**
 * CodeMirror, inside the editors, writes a `<style>` element, which the content security policy refuses; with a root that
 * has no head it adopts a style sheet instead, which needs no exception. Must be imported before any editor is made.
 */
import { StyleModule } from 'style-mod';

const documentWithoutHead = {
  ownerDocument: document,
  get adoptedStyleSheets(): CSSStyleSheet[] {
    return document.adoptedStyleSheets;
  },
  set adoptedStyleSheets(sheets: CSSStyleSheet[]) {
    document.adoptedStyleSheets = sheets;
  },
};

const mount = StyleModule.mount;

export const adoptStyles = (): void => {
  StyleModule.mount = (root, modules, options) =>
    mount(root === document ? (documentWithoutHead as unknown as Document) : root, modules, options);
};
