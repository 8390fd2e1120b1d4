import { HorizontalPositionAlign, HorizontalPositionRelativeFrom, ImageRun, VerticalPositionRelativeFrom } from 'docx'

const height = 64

/** A town's arms at the far edge of the first page; Word knows no WebP. */
export async function arms(image: Uint8Array, alt: string, isRtl: boolean): Promise<ImageRun> {
  // loaded with the first crest: libvips takes memory that a town without one never needs
  const { default: sharp } = await import('sharp')
  const { data, info } = await sharp(image).png().toBuffer({ resolveWithObject: true })
  return new ImageRun({
    type: 'png',
    data: new Uint8Array(data),
    transformation: { width: Math.round((height * info.width) / info.height), height },
    altText: { name: alt, description: alt, title: alt },
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.MARGIN,
        align: isRtl ? HorizontalPositionAlign.LEFT : HorizontalPositionAlign.RIGHT,
      },
      verticalPosition: { relative: VerticalPositionRelativeFrom.MARGIN, offset: 0 },
    },
  })
}
