/** What the system says of a file, as a sentence for people. */

const SENTENCES: Record<string, (path: string) => string> = {
  ENOENT: (path) => `${path}: no such file or folder`,
  ENOTDIR: (path) => `${path}: a file stands where a folder is wanted`,
  EEXIST: (path) => `${path} is a file: give a folder`,
  EISDIR: (path) => `${path} is a folder: give a file`,
  EACCES: (path) => `${path}: no permission; give yourself the right to it, or name another place`,
  EPERM: (path) => `${path}: no permission; give yourself the right to it, or name another place`,
  EROFS: (path) => `${path} lies on a disk that may only be read: name another place`,
  EADDRINUSE: () => 'the port is in use: give another one',
};

/** The message of an error; of a system error about a path, what is wrong with it instead of the name of the call. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code = '', path = '' } = error as NodeJS.ErrnoException;
  return (path || code === 'EADDRINUSE') && SENTENCES[code] ? SENTENCES[code](path) : error.message;
}
