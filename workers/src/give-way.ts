import fs from 'node:fs'
import { setPriority } from 'node:os'

/**
 * A paper or a mail may wait a little, a guest who books may not: on a machine that is shared, guests go first.
 * `niceness`: as of nice(1), for this process and those that it starts. Between sessions Linux counts what their groups
 * say instead (sched(7), "The autogroup feature"), so that is said too, by who leads a session.
 */
export function giveWay(niceness: number): void {
  setPriority(niceness)
  const group = '/proc/self/autogroup'
  if (niceness > 0 && fs.existsSync(group) && leadsItsSession()) fs.writeFileSync(group, String(niceness))
}

/** Fields of /proc/<pid>/stat after the name in brackets: state, parent, process group, session. */
function leadsItsSession(): boolean {
  const stat = fs.readFileSync('/proc/self/stat', 'utf8')
  const session = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]
  return session === String(process.pid)
}
