import os from 'node:os'

export interface Machine {
  cores: number
  cpu: string
  memoryGb: number
  system: string
  node: string
  /** Others who work on it show here: the mean number of processes that want a core, over one, five and fifteen minutes. */
  load: number[]
}

/** What figures are worth nothing without. */
export const describeMachine = (): Machine => ({
  cores: os.availableParallelism(),
  cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
  memoryGb: Math.round(os.totalmem() / 2 ** 30),
  system: `${os.type()} ${os.release()} ${os.arch()}`,
  node: process.versions.node,
  load: os.loadavg().map((load) => Math.round(load * 100) / 100),
})
