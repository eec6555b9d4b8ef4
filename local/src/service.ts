import type { JWK } from 'jose'

// What the table of the platform says of each process, and what a process may ask of it.

export const databaseNames = ['hotels', 'customers', 'payments', 'reservations', 'workers'] as const
export type DatabaseName = (typeof databaseNames)[number]

/** Who may vouch for a request to a sister: each has its own X25519 key. */
export const issuers = ['gateway', ...databaseNames] as const
export type Issuer = (typeof issuers)[number]

/** Who signs links and grants that go through other hands: each has its own Ed25519 key. */
export const claimIssuers = ['payments', 'reservations'] as const
export type ClaimIssuer = (typeof claimIssuers)[number]

export interface Port {
  /** The variable in the user's environment that moves it. */
  moves: string
  usual: number
  /** The variable by which the process itself learns it. */
  as: string
}

/** What a process may need to know about the rest, once everything has its place. */
export interface Surroundings {
  /** The base url of a process of this table, without a path. */
  url: (name: string) => string
  /** The number behind `port.moves`. */
  port: (moves: string) => number
  /** The process that listens there. */
  ownerOf: (moves: string) => string
  /** Where guests open the site. */
  siteUrl: string
  /** A folder that outlives a restart, for a process that keeps files. */
  folder: (name: string) => string
  /** A variable of the user's environment. */
  named: (variable: string) => string | undefined
  offerKey: JWK
  accessTokenKey: JWK
  /** Whole, for whoever signs by it; the public halves, for whoever reads. */
  claimKeys: Record<ClaimIssuer, JWK>
  trustedClaimKeys: Record<ClaimIssuer, JWK>
  /** The sandbox companies' keys, unless the user named a real company's. */
  bank: { apiKey: string; webhookSecret: string }
  partner: { apiKey: string }
  bedbank: { apiKey: string }
  store: { accessKeyId: string; secretAccessKey: string }
}

export interface Service {
  name: string
  /** One line for people. */
  does: string
  folder: string
  entry: string
  /** What Node is told before the entry. */
  flags?: string[]
  /** The first is where it speaks HTTP. */
  ports: [Port, ...Port[]]
  identity?: Issuer
  database?: DatabaseName
  queue?: boolean
  /** The sisters it calls: it gets their urls, and stops before they do. */
  asks?: string[]
  /** Not started when the user's environment names a real one by this variable. */
  unless?: string
  env?: (around: Surroundings) => Record<string, string | undefined>
  /** Pages worth opening, by their path. */
  pages?: Record<string, string>
}
