import type { Upload } from './photos-words.ts'

/** The SHA-256 of a file, as the graph wants it; null where the browser cannot tell: over plain HTTP from elsewhere. */
export async function sumOf(file: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Sends a file to where it was promised. The answer is the store's status; 0: it was not reached, or broke off. Of what is
 * there already (412) nothing has to be sent: an answer was lost.
 */
export const sendFile = (file: Blob, { url, method, headers }: Upload, told: (share: number) => void) =>
  new Promise<number>((resolve) => {
    const request = new XMLHttpRequest() // fetch does not tell how far it is
    request.open(method, url)
    for (const { name, value } of headers) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) => told(total > 0 ? loaded / total : 0))
    request.addEventListener('loadend', () => resolve(request.status))
    request.send(file)
  })

export const isThere = (status: number) => status === 200 || status === 412

/** A small picture of a file, to be recognised by. Null: the browser cannot show it. */
export async function previewOf(file: Blob): Promise<string | null> {
  try {
    const bitmap = await createImageBitmap(file, { resizeWidth: 240, resizeQuality: 'medium' })
    const canvas = document.createElement('canvas')
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
    bitmap.close()
    return canvas.toDataURL('image/jpeg', 0.8)
  } catch {
    return null
  }
}
