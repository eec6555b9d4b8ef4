import fs from 'node:fs'

/** Writes a file of secrets anew in one step, for the same owner: whoever reads it finds the former one or the new one, whole. */
export function replaceFile(file: string, text: string): void {
  const beside = `${file}.${process.pid}`
  const { uid, gid } = fs.statSync(file)
  fs.writeFileSync(beside, text, { mode: 0o600, flush: true })
  fs.chownSync(beside, uid, gid)
  fs.renameSync(beside, file)
}
