import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { text } from 'node:stream/consumers'

import { expect, test } from 'vitest'

const module = new URL('give-way.ts', import.meta.url).href
const tell = `
  const { giveWay } = await import(${JSON.stringify(module)})
  const { getPriority } = await import('node:os')
  const { readFileSync } = await import('node:fs')
  giveWay(7)
  const group = process.platform === 'linux' ? readFileSync('/proc/self/autogroup', 'utf8') : ''
  console.log(JSON.stringify({ process: getPriority(), group: Number(/nice (-?\\d+)/.exec(group)?.[1]) }))`
const started = async (detached: boolean) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', tell], { detached, stdio: ['ignore', 'pipe', 'inherit'] }) // prettier-ignore
  return JSON.parse(await text(child.stdout)) as { process: number; group: number }
}

test.runIf(fs.existsSync('/proc/self/autogroup'))(
  'a process in a session of its own gives way to other sessions; one that shares a session lowers nobody else in it',
  async () => {
    expect(await started(true)).toEqual({ process: 7, group: 7 })
    const group = /nice (-?\d+)/.exec(fs.readFileSync('/proc/self/autogroup', 'utf8'))?.[1]
    expect(await started(false)).toEqual({ process: 7, group: Number(group) })
  },
)
