import { expect, test } from 'vitest'

import { createGroupCommit, type Sending } from './group-commit.ts'

const rolledBack = new Error('rolled back')

/** A database that writes what it is sent when it is told to, or refuses it. */
function createDatabase(refused: (asked: number) => boolean = () => false) {
  const sent: number[][] = []
  const gates: (() => void)[] = []
  const write = async (group: readonly number[]) => {
    sent.push([...group])
    await new Promise<void>((open) => gates.push(open))
    if (group.some(refused)) throw rolledBack
    return group.map((asked) => asked * 10)
  }
  const sending: Sending<number, number> = {
    alone: async (asked) => (await write([asked]))[0] ?? 0,
    together: write,
    apart: (error) => error === rolledBack,
  }
  const finish = async () => {
    for (let idle = 0; idle < 5; idle += 1) {
      while (gates.length > 0) {
        gates.shift()?.()
        idle = 0
        await new Promise(setImmediate)
      }
      await new Promise(setImmediate)
    }
  }
  return { sent, sending, finish }
}

test('the first goes at once and alone; who comes meanwhile goes together, each with an answer of its own', async () => {
  const { sent, sending, finish } = createDatabase()
  const inGroups = createGroupCommit()
  const told = [1, 2, 3].map((asked) => inGroups('night', asked, sending))
  expect(sent).toEqual([[1]])
  await finish()
  expect(await Promise.all(told)).toEqual([10, 20, 30])
  expect(sent).toEqual([[1], [2, 3]])
  const later = inGroups('night', 4, sending)
  expect(sent.at(-1)).toEqual([4])
  await finish()
  expect(await later).toBe(40)
})

test('another name waits for nobody', async () => {
  const { sent, sending, finish } = createDatabase()
  const inGroups = createGroupCommit()
  const told = [inGroups('one night', 1, sending), inGroups('another', 2, sending)]
  expect(sent).toEqual([[1], [2]])
  await finish()
  await Promise.all(told)
})

test('no more than 32 go together', async () => {
  const { sent, sending, finish } = createDatabase()
  const inGroups = createGroupCommit()
  const told = Array.from({ length: 70 }, (_, asked) => inGroups('night', asked, sending))
  await finish()
  expect((await Promise.all(told)).length).toBe(70)
  expect(sent.map((group) => group.length)).toEqual([1, 32, 32, 5])
})

test('a group that was undone is sent one by one: only the one at fault fails', async () => {
  const { sent, sending, finish } = createDatabase((asked) => asked === 3)
  const inGroups = createGroupCommit()
  const told = Promise.allSettled([1, 2, 3, 4].map((asked) => inGroups('night', asked, sending)))
  await finish()
  expect((await told).map((one) => (one.status === 'fulfilled' ? one.value : one.reason))).toEqual([
    10,
    20,
    rolledBack,
    40,
  ])
  expect(sent).toEqual([[1], [2, 3, 4], [2], [3], [4]])
})

test('of a group whose end is not known nobody is sent again: each hears of it', async () => {
  const { sent, sending, finish } = createDatabase((asked) => asked === 3)
  const inGroups = createGroupCommit()
  const lost = { ...sending, apart: () => false }
  const told = Promise.allSettled([1, 2, 3].map((asked) => inGroups('night', asked, lost)))
  await finish()
  expect((await told).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(sent).toEqual([[1], [2, 3]])
  const after = inGroups('night', 5, lost)
  await finish()
  expect(await after).toBe(50)
})
