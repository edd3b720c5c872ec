/* Numbers from measurements. */

const rounded = (value) => Math.round(value * 10) / 10;

/* The value below which `percent` of `values` lie. */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b);
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]);
}

export const median = (values) => percentile(values, 50);

/* `{name_p50_ms, name_p95_ms}` of durations. */
export function spread(name, values) {
  return { [`${name}_p50_ms`]: percentile(values, 50), [`${name}_p95_ms`]: percentile(values, 95) };
}

export { rounded };
