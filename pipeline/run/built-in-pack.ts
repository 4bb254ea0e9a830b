import { fileURLToPath } from 'node:url';

/** The pack that comes with the program. */
export const BUILT_IN_PACK = fileURLToPath(new URL('../../schemas/cn-department', import.meta.url));
