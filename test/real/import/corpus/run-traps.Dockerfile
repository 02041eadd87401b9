FROM debian:12
RUN echo a;\
echo b
RUN echo con\
tinued && \
  echo ok
RUN echo "#not" \
    '# a comment' \
    # a real one
    && true
RUN : # shell comment \
    still the comment
RUN case x in \
      x) echo "it's" ;; \
    esac
RUN if [ a = b ]; then \
\
      echo; \
    fi
