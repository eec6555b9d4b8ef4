import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Stored = { type: string; bytes: Buffer }

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

/** Objects by their path, one file each: a line that says what it is, then its bytes. Without a folder, until `forget`. */
export async function openObjects(dataDir: string | undefined) {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'sandbox-store-')))
  await mkdir(folder, { recursive: true })
  const fileOf = (path: string) => join(folder, createHash('sha256').update(path).digest('hex'))
  return {
    /** False: there is one already, and it was to be kept. */
    async put(path: string, { type, bytes }: Stored, onlyNew: boolean): Promise<boolean> {
      const making = join(folder, `making-${randomUUID()}`)
      await writeFile(making, Buffer.concat([Buffer.from(`${JSON.stringify({ path, type })}\n`), bytes]))
      if (!onlyNew) return rename(making, fileOf(path)).then(() => true)
      // Of two at once, one makes it.
      return link(making, fileOf(path))
        .then(
          () => true,
          (error: unknown) => {
            if (codeOf(error) === 'EEXIST') return false
            throw error
          },
        )
        .finally(() => rm(making, { force: true }))
    },
    async get(path: string): Promise<Stored | undefined> {
      try {
        const file = await readFile(fileOf(path))
        const end = file.indexOf('\n')
        const { type } = JSON.parse(file.toString('utf8', 0, end)) as { type: string }
        return { type, bytes: file.subarray(end + 1) }
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw error
      }
    },
    remove: (path: string) => rm(fileOf(path), { force: true }),
    /** The paths of all objects. */
    async paths(): Promise<string[]> {
      const files = (await readdir(folder)).filter((name) => !name.startsWith('making-'))
      const read = files.map(async (name) => {
        const file = await readFile(join(folder, name))
        return (JSON.parse(file.toString('utf8', 0, file.indexOf('\n'))) as { path: string }).path
      })
      return (await Promise.all(read)).toSorted()
    },
    forget: async () => (dataDir === undefined ? rm(folder, { recursive: true, force: true }) : undefined),
  }
}
