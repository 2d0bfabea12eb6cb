/* Examples in the reference as they are sent. Swagger UI takes every example for JSON or makes XML of it, and after a
   change of the media type it looks for the example of the one before; then a first try of a page fails. */

/** A plugin of Swagger UI. */
export function examplesAsTheyAre({ fn }) {
  const guessed = fn.getSampleSchema;
  return {
    fn: {
      getSampleSchema: (schema, type, config, example) => (typeof example === "string" ? example : guessed(schema, type, config, example)),
    },
    statePlugins: { oas3: { wrapActions: { setRequestContentType: withItsExample } } },
  };
}

/* Choosing a media type chooses the first of its examples. */
const withItsExample = (original, system) => (chosen) => {
  const [path, method] = chosen.pathMethod;
  const examples = system.specSelectors.specJson().getIn(["paths", path, method, "requestBody", "content", chosen.value, "examples"]);
  if (examples?.size) {
    system.oas3Actions.setActiveExamplesMember({
      name: examples.keySeq().first(),
      pathMethod: chosen.pathMethod,
      contextType: "requestBody",
      contextName: "requestBody",
    });
  }
  return original(chosen);
};
