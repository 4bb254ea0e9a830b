/** What is verified: that a number stands where a dataset says. */

import type { z } from 'zod';
import type { verification } from '../../schemas/datasets.ts';

/** A fact as its dataset and its provenance tell it. */
export interface Claim {
  factId: string;
  documentId: string;
  file: string;
  page: number | null;
  bbox: string;
  path: string;
  raw: string;
  rawUnit: string;
  value: string;
  unit: string;
  method: string;
  /** A person decided about the value. */
  decided: boolean;
  /** The words before and after the number, as the provenance quotes them. */
  prefix: string;
  suffix: string;
  /** What the provenance says otherwise than the dataset, for people; empty when they agree. */
  disagreement: string;
}

export type Status = z.infer<typeof verification>['status'];

/** Whether it says that something is wrong, or that nothing can be said for want of the source. */
export const disagrees = (status: Status): boolean => status !== 'confirmed' && status !== 'not_checked';

export interface Verdict {
  status: Status;
  /** What the second reader read. */
  read: string;
  /** For people: why the status is not `confirmed`. */
  note: string;
}
