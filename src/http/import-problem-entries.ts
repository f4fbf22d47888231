import type { ProblemEntry } from './problem-entry.js';

/** The codes of files that are taken in. */
export const IMPORT_PROBLEM_ENTRIES: Readonly<Record<string, ProblemEntry>> = {
  showroom_column_missing: {
    title: 'No showroom',
    meaning: 'The file has no column that names a showroom, and no showroom was given.',
    remedy: 'Send `showroomId`, or map a column to `showroom`.',
  },
  columns_missing: {
    title: 'Columns missing',
    meaning: 'No column of the file is known as the make and the model of a vehicle.',
    remedy: 'Map the columns of the file to fields with `mapping`.',
  },
  file_unreadable: {
    title: 'File not readable',
    meaning: 'The file is not text with rows and columns, or a quote in it is never closed.',
    remedy: 'Save it as CSV again and send it anew.',
  },
  vehicle_already_sold: {
    title: 'Vehicle already sold',
    meaning: 'A sale is final: a sold vehicle is neither changed nor sold again.',
    remedy: 'Read the vehicle again; leave it out of the file.',
  },
};
