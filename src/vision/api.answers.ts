import type { Municipality } from '#platform/municipalities'
import { apiPaths } from './api.paths.ts'
import type { Answers } from './api.schema.ts'
import { paths } from './paths.ts'
import type { PublishedThread, PublishedWording } from './sentence.ts'
import type { VoiceSupport } from './support.ts'
import { fateOf, type Thread } from './thread.ts'
import type { FrozenSentence, Version } from './version.ts'
import type { Vision } from './vision.ts'

type VersionHead = Pick<Version, 'number' | 'kind' | 'name' | 'publishedAt' | 'adoption'>
type IsHidden = (voice: VoiceSupport) => boolean
type VersionNamed = VersionHead & { title: string; language: string }

/** `versions`: newest first, at least one. */
export function visionAnswer(address: string, { slug: town }: Municipality, vision: Vision, versions: VersionNamed[]): Answers['vision'] {
  const { slug, phase } = vision
  const at = { town, vision: slug }
  const { title, language } = versions[0]!
  return {
    slug,
    title,
    language,
    phase,
    versions: versions.map(version => ({
      ...headOf(version),
      links: {
        version: address + apiPaths.version.to({ ...at, version: version.number }),
        page: address + paths.version.to({ ...at, version: version.number }),
      },
    })),
    links: { page: address + paths.vision.to(at) },
  }
}

export function versionAnswer(version: Version, isHidden: IsHidden): Answers['version'] {
  const { title, preamble, language, chapters, issues } = version.content
  return {
    ...headOf(version),
    title,
    preamble,
    language,
    chapters: chapters.map(chapter => ({
      title: chapter.title,
      sentences: chapter.sentences.map(sentence => sentenceIn(sentence, isHidden)),
    })),
    issues,
    digest: version.digest,
  }
}

export function sentenceAnswer(
  address: string,
  at: { town: string; vision: string },
  wordings: PublishedWording[],
  wording: PublishedWording,
  { sentence, issues }: PublishedThread,
  isHidden: IsHidden,
): Answers['sentence'] {
  return {
    ...sentenceIn(sentence, isHidden),
    version: wording.version,
    isCurrent: wording === wordings[0],
    adoption: wording.adoption,
    versions: wordings.map(({ version, text, ...head }) => ({ ...headOf({ ...head, number: version }), text })),
    issues,
    links: { page: address + paths.sentence.to({ ...at, sentence: sentence.number }) },
  }
}

export const fatesAnswer = (threads: readonly Thread[]): Answers['fates'] => ({
  fates: threads.map(thread => ({
    vision: thread.vision,
    fate: fateOf(thread) ?? null,
    sentences: thread.sentences,
    issues: thread.issues,
    department: thread.decision?.fate === 'department' ? thread.decision.department : null,
    reason: thread.decision?.reason ?? null,
  })),
})

const headOf = ({ number, kind, name, publishedAt, adoption }: VersionHead) => ({
  number,
  kind,
  name,
  publishedAt: publishedAt.toISOString(),
  adoption,
})

const sentenceIn = ({ number, text, explanation, support, sources, credits }: FrozenSentence, isHidden: IsHidden) => ({
  number,
  text,
  explanation,
  voices: support.map(voice => ({
    dialogue: voice.dialogue,
    number: voice.number,
    text: isHidden(voice) ? null : voice.text,
    language: voice.language,
    use: voice.use,
    overall: voice.overall,
    groups: voice.groups.map(({ letter, shares }) => ({ letter, shares })),
    lower: voice.lower,
  })),
  sources: sources.map(({ kind, use, title, reference, datedOn }) => ({ kind, use, title, reference, datedOn })),
  credits,
})
