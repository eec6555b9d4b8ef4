/** What staff may upload, and what they make of it. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PhotoType = (typeof photoTypes)[number]

/** The largest file. A telephone's photographs have some 3 to 8 MB. */
export const mostPhotoBytes = 12_000_000
/** Of one hotel. */
export const mostPhotos = 24
/** More would take a picture's whole memory to be made small. */
export const mostPhotoPixels = 60_000_000
/** Smaller ones look torn on a wide screen. */
export const leastPhotoEdge = 400
export const longestAlt = 200

/** In how long a file must be uploaded, and how long after that it may still become a photograph. */
export const uploadSeconds = 600
export const uploadKeptSeconds = 1_800

/** The widths in which guests get a photograph, and the longest edge of each, in pixels. */
export const photoSizes = { large: 1_600, small: 640 } as const
export type PhotoSize = keyof typeof photoSizes

export const isPhotoType = (type: string): type is PhotoType => photoTypes.some((known) => known === type)

/** What a file is by its first bytes, whatever its name or sender says. */
export function typeOfFile(bytes: Uint8Array): PhotoType | undefined {
  const at = (from: number, ...expected: number[]) => expected.every((byte, index) => bytes[from + index] === byte)
  if (at(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (at(0, 0x52, 0x49, 0x46, 0x46) && at(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  return undefined
}

/** Where things lie in the store. */
export const uploadKey = (id: string) => `uploads/${id}`
export const photoKey = (id: string, size: PhotoSize) => `photos/${id}/${size}.webp`
export const allKeys = (id: string) => [uploadKey(id), photoKey(id, 'large'), photoKey(id, 'small')]
