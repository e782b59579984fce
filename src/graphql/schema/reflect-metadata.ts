// A module of our own around the package, imported first by `schema.ts`: so the bundle, too, runs it before the first
// decorator, whichever of its entry files is started.
import 'reflect-metadata';
