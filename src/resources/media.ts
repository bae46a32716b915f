import type { Medium } from './subject.ts'

/** What a file's ending says it holds: the media types that models take in. */
const mediaTypes: { readonly [ending: string]: string } = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
}

/** The endings of files that can be parts of messages. */
export const mediaEndings = Object.keys(mediaTypes)
  .map((ending) => `.${ending}`)
  .join(', ')

/** The media type of a file; undefined for one that cannot be a part of a message. */
export function mediaTypeOf(file: string): string | undefined {
  const ending = /\.([^./]*)$/.exec(file)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(mediaTypes, ending) ? mediaTypes[ending] : undefined
}

/** Which part of a message a media type can be. */
export function partOf(mediaType: string): Medium['type'] {
  const [general] = mediaType.split('/')
  return general === 'image' || general === 'audio' ? general : 'file'
}

/** The bytes as a data URL (RFC 2397), in base64. */
export function dataUrl(mediaType: string, bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += pieceLength) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + pieceLength)))
  }
  return `data:${mediaType};base64,${btoa(pieces.join(''))}`
}

/** Arguments of one call. */
const pieceLength = 8_192

/** The media type of a data URL in base64 that can be a part of a message; undefined for any other text. */
export function mediaTypeOfUrl(url: string): string | undefined {
  const found = /^data:([a-z]+\/[a-z0-9.+-]+);base64,[A-Za-z0-9+/]+={0,2}$/.exec(url)?.[1]
  return found !== undefined && Object.values(mediaTypes).includes(found) ? found : undefined
}
