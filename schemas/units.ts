/** Units as printed and what they stand for. */
import { z } from 'zod';

export const unitsFile = z.object({
  /** Printed money unit -> power of ten that turns it into yuan. */
  money: z.record(z.string(), z.int()),
  /** Printed percent signs. */
  percent: z.array(z.string()),
  /** Printed counted noun -> output unit, where the noun alone decides. A concept's own unit comes first. */
  counts: z.record(z.string(), z.string()),
});
export type Units = z.infer<typeof unitsFile>;
