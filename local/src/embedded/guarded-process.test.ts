import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as after } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { type GuardedProcess, startGuarded } from './guarded-process.ts'

const node = (script: string, graceMs = 10_000): GuardedProcess =>
  startGuarded({ command: process.execPath, args: ['-e', script], stopSignal: 'TERM', env: process.env, graceMs })

const said = async ({ child }: GuardedProcess): Promise<string> => {
  const [piece] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  return piece.toString()
}

const lives = (group: number): boolean => {
  try {
    process.kill(-group, 0)
    return true
  } catch {
    return false
  }
}

const gone = async (group: number, withinMs: number): Promise<boolean> => {
  for (let waited = 0; waited < withinMs && lives(group); waited += 50) await after(50)
  return !lives(group)
}

test('a program keeps its own pid, is asked by its own signal, and its exit code is told', async () => {
  const program = node(
    'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 999); console.log(process.pid)',
  )
  expect(Number(await said(program))).toBe(program.child.pid)
  await program.stop()
  expect(await program.exited).toBe(3)
  expect(await gone(program.child.pid ?? 0, 2_000)).toBe(true)
})

test('a program that does not end when asked is killed after its grace', async () => {
  const program = node('process.on("SIGTERM", () => {}); setInterval(() => {}, 999); console.log(1)', 200)
  await said(program)
  await program.stop()
  expect(await program.exited).toBe(128 + 9)
})

test('what a program left behind ends with it', async () => {
  const script =
    'require("child_process").spawn("sleep", ["100"]); console.log(1); setTimeout(() => process.exit(0), 100)'
  const program = node(script)
  await program.exited
  expect(await gone(program.child.pid ?? 0, 2_000)).toBe(true)
})

test('when we are killed, a program that ignores its signal is ended all the same', async () => {
  const ignores = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 999); console.log(process.pid)'
  const us = `
    import { startGuarded } from ${JSON.stringify(path.join(import.meta.dirname, 'guarded-process.ts'))}
    const program = startGuarded({ command: process.execPath, args: ['-e', ${JSON.stringify(ignores)}], stopSignal: 'TERM', env: process.env, orphanGraceSeconds: 1 })
    program.child.stdout.pipe(process.stdout)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', us])
  const [pid] = (await once(parent.stdout, 'data')) as [Buffer]
  const group = Number(pid.toString())
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  expect(lives(group)).toBe(true)
  expect(await gone(group, 5_000)).toBe(true)
})
