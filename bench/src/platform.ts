import { findPlaces, type Places } from '@staygraph/local/invariants/places'
import type { RestartPauses, ServiceRunner } from '@staygraph/local/runner/service-runner'
import { startThrowAway, type ThrowAway } from '@staygraph/local/throw-away'

export interface Platform extends ThrowAway {
  /** Where all that can be read about it lies: databases, queue, companies. */
  places: Places
  /** What keeps a process or a store running, by its name. */
  runnerOf: (name: string) => ServiceRunner
}

export interface PlatformOptions {
  hotels?: number
  /** How many places it knows, the most populous. All, if not said. */
  places?: number
  environment?: Record<string, string>
  restarts?: RestartPauses
  signal: AbortSignal
  say: (line: string) => void
}

/** A whole platform of our own: free ports, data that go with it, fsync and synchronous commit as in production. */
export const startPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const { hotels = 2_000, places, environment, restarts, signal, say } = options
  const began = performance.now()
  const platform = await startThrowAway({
    hotels: String(hotels),
    ...(places !== undefined && { places }),
    signal,
    environment: { LOG_LEVEL: 'warn', ...environment },
    ...(restarts && { restarts }),
  })
  try {
    const places = await findPlaces(platform.dataFolder, {})
    const { services, stores } = platform.running
    const runners = new Map([
      ...services.map(({ service, runner }) => [service.name, runner] as const),
      ...stores.map(({ name, runner }) => [name, runner] as const),
    ])
    const runnerOf = (name: string) => {
      const runner = runners.get(name)
      if (!runner) throw new Error(`the platform has no part called ${name}`)
      return runner
    }
    say(`a platform of its own with ${hotels} hotels after ${Math.round((performance.now() - began) / 1_000)} s`)
    return { ...platform, places, runnerOf }
  } catch (error) {
    await platform.stop()
    throw error
  }
}
