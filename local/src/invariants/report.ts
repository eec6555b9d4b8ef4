import type { Checked } from './check-invariants.ts'

const shown = 5

/** One line an invariant, and the first few of its violations; how many hold in the last line. */
export const report = (all: Checked[]): string => {
  const lines = all.flatMap(({ invariant: { name, says }, checked, things, violations, failed, notLookedAt }) => {
    const mark = failed !== undefined || violations.length > 0 ? '✗' : checked === 0 && notLookedAt ? '-' : '✓'
    const count = failed === undefined ? `${checked.toLocaleString('en')} ${things}` : 'could not be read'
    const broken = violations.length === 0 ? '' : `, ${violations.length.toLocaleString('en')} violations`
    const first = violations.slice(0, shown).map(({ id, what }) => `${id}: ${what}`)
    const more = violations.length > shown ? [`and ${violations.length - shown} more`] : []
    const note = notLookedAt ? [`not looked at: ${notLookedAt}`] : []
    return [
      `  ${mark} ${name.padEnd(4)}${count}${broken}`,
      `         ${says}`,
      ...[...(failed === undefined ? [] : [failed]), ...first, ...more, ...note].map((line) => `       | ${line}`),
    ]
  })
  const holding = all.filter(holds).length
  return [...lines, '', `  ${holding} of ${all.length} invariants hold`].join('\n')
}

/** Nothing against it was found, and it could be read. */
export const holds = ({ violations, failed }: Checked): boolean => violations.length === 0 && failed === undefined
