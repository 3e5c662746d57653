// Shows the description that the page names. SwaggerUIBundle is swagger-ui-dist's, loaded before this.
const viewer = document.getElementById('page-viewer');

/** Every GET answers HEAD too, which need not be shown for each. */
const withoutHead = {
  wrapComponents: {
    operation:
      (Operation, { React }) =>
      (props) =>
        props.operation.get('method') === 'head' ? null : React.createElement(Operation, props),
  },
};

window.SwaggerUIBundle({
  url: viewer.dataset.description,
  domNode: viewer,
  deepLinking: true,
  validatorUrl: null,
  plugins: [withoutHead],
});
