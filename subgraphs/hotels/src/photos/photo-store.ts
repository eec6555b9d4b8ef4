/** What a file must be that is uploaded to a presigned address. */
export type Promised = { contentType: string; bytes: number; sha256: string | null }

/** Whoever has the address may put one such file there, once, until it ends. */
export type Presigned = { url: string; headers: { name: string; value: string }[] }

/** Where photographs lie. All of it fails with `StoreAway` while the store cannot be asked. */
export type PhotoStore = {
  presign(key: string, promised: Promised, seconds: number, now: Date): Promise<Presigned>
  /** Null: there is nothing, or more than so many bytes. */
  read(key: string, mostBytes: number): Promise<Buffer | null>
  write(key: string, bytes: Buffer, contentType: string): Promise<void>
  /** Removing what is not there is done, too. */
  remove(key: string): Promise<void>
}

/** The store, and what makes photographs of files: one at a time, since each takes a processor. */
export type PhotoTaking = { store: PhotoStore; inTurn: <T>(work: () => Promise<T>) => Promise<T | 'BUSY'> }

export class StoreAway extends Error {
  override name = 'StoreAway'
}
