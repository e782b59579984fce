/** The folder of the package, with its `schema/`. Right in `src/`, and in the bundle, whose files lie flat in `dist/`. */
export const PACKAGE_FOLDER = new URL('../', import.meta.url);
