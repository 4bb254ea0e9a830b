/** Why a file could not be read. */

export type ReadErrorCode =
  | 'empty'
  | 'too-large'
  | 'not-recognised'
  | 'html-page'
  | 'wrong-extension'
  | 'corrupt'
  | 'no-pages'
  | 'encrypted'
  | 'wrong-password'
  | 'needs-program'
  | 'limit'
  | 'too-slow'
  | 'changed';

/**
 * A file that could not be read as a document. `message` says what was found and what to do, for people; `needs-program`
 * means that it could be read if the named program were installed (the document is then skipped, not failed).
 */
export class ReadError extends Error {
  override name = 'ReadError';
  readonly code: ReadErrorCode;

  constructor(code: ReadErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
