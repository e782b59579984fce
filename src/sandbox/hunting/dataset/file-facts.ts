/** What hunting knows of a file. */
export interface FileFacts {
  sha256: string;
  /** Exists in hunting only. */
  md5: string;
  size: number | null;
  publisher: string | null;
  product: string | null;
}
