import { townPath } from '#platform/web'

/** Addresses of a town's own pages. */
export const municipalityPaths = {
  home: townPath(''),
  crest: townPath('/wappen/:digest'),
  stylesheet: townPath('/farbe.css'),
  imprint: townPath('/impressum'),
  privacy: townPath('/datenschutz'),
  accessibility: townPath('/barrierefreiheit'),
  desk: townPath('/verwaltung'),
  settings: townPath('/verwaltung/gemeinde'),
  crestUpload: townPath('/verwaltung/gemeinde/wappen'),
  crestRemoval: townPath('/verwaltung/gemeinde/wappen/entfernen'),
  exampleRemoval: townPath('/verwaltung/beispiel-entfernen'),
  people: townPath('/verwaltung/personen'),
  audit: townPath('/verwaltung/protokoll'),
  privacyDesk: townPath('/verwaltung/datenschutz'),
  privacyRecord: townPath('/verwaltung/datenschutz/verzeichnis.md'),
}
