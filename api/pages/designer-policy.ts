/**
 * The editors write a handful of fixed style attributes into their markup, the bpmn.io watermark among them, whose code must stay
 * as it is. The workbench allows exactly these, by their hashes, and nothing else inline.
 */
import { createHash } from 'node:crypto';
import type { Response } from 'express';

const editorStyles: readonly string[] = [
  // The properties panel.
  'height: 100%',
  // The watermark of dmn-js and what it opens.
  'vertical-align:middle',
  'position: absolute; bottom: 15px; right: 15px; z-index: 100;',
  'z-index: 1001;position: fixed;top: 0;left: 0;right: 0;bottom: 0',
  'width: 100%;height: 100%;background: rgba(40,40,40,0.2)',
  'position: absolute;left: 50%;top: 40%;transform: translate(-50%);width: 260px;padding: 10px;background: white;box-shadow: 0 1px 4px rgba(0,0,0,0.3);font-family: Helvetica, Arial, sans-serif;font-size: 14px;display: flex;line-height: 1.3',
  'margin: 15px 20px 15px 10px; align-self: center;',
];

const sources = editorStyles
  .map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  .join(' ');

export const allowEditorStyles = (response: Response): void => {
  const policy = String(response.getHeader('Content-Security-Policy'));
  response.setHeader('Content-Security-Policy', `${policy}; style-src-attr 'unsafe-hashes' ${sources}`);
};
