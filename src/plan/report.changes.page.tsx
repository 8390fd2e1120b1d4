import { DocumentBlocks } from '#platform/documents'
import { tongueOf } from '#vision'
import { changeBlocks } from './report.document.ts'
import type { ReportChange } from './report.ts'

/** What differs between two reports, in the words and the language of reports. */
export const ReportChanges = ({ changes }: { changes: ReportChange[] }) => (
  <article class="document" lang="de" dir="ltr">
    <DocumentBlocks blocks={changeBlocks(changes, tongueOf('de'))} language="de" />
  </article>
)
