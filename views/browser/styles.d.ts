/** Styles a script brings along; the bundler puts them beside it. */
declare module '*.css';
