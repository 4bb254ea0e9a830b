import type { Job } from './messages.ts';

/** What a job is known by in a queue, and its source in the store meanwhile: one name for the same work of any run. */
export const jobName = ({ keys, force }: Pick<Job, 'keys' | 'force'>): string =>
  `${keys.map.replace('map/', '')}${force ? '-force' : ''}`;
